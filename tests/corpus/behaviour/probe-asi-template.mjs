// A template on the next line is a tag's.
const tag = (parts) => parts.raw.join("|")
const text = tag
`a`
console.log(text)
