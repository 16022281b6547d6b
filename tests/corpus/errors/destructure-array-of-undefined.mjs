const useState = () => {};
const [value, setValue] = useState(0);
setValue(value + 1);
