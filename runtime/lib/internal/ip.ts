// Which texts are addresses.

const BYTE = "(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
const FOUR = `(?:${BYTE}\\.){3}${BYTE}`;
const PART = "(?:[0-9a-fA-F]{1,4})";
const IPV4 = new RegExp(`^${FOUR}$`);
const IPV6 = new RegExp(
  "^(?:" +
    `(?:${PART}:){7}(?:${PART}|:)|` +
    `(?:${PART}:){6}(?:${FOUR}|:${PART}|:)|` +
    `(?:${PART}:){5}(?::${FOUR}|(?::${PART}){1,2}|:)|` +
    `(?:${PART}:){4}(?:(?::${PART}){0,1}:${FOUR}|(?::${PART}){1,3}|:)|` +
    `(?:${PART}:){3}(?:(?::${PART}){0,2}:${FOUR}|(?::${PART}){1,4}|:)|` +
    `(?:${PART}:){2}(?:(?::${PART}){0,3}:${FOUR}|(?::${PART}){1,5}|:)|` +
    `(?:${PART}:){1}(?:(?::${PART}){0,4}:${FOUR}|(?::${PART}){1,6}|:)|` +
    `(?::(?:(?::${PART}){0,5}:${FOUR}|(?::${PART}){1,7}|:))` +
    ")(?:%[0-9a-zA-Z-.:]{1,})?$",
);

export const isIPv4 = (text: any): boolean => IPV4.test(`${text}`);
export const isIPv6 = (text: any): boolean => IPV6.test(`${text}`);

/** 4, 6, or 0 for what is no address. */
export const ipVersion = (text: any): number => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0);
