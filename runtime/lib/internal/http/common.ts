// What both sides of HTTP/1.1 share: names, checks, dates.
import { coded, invalidArgType } from "internal:errors";

export const METHODS: string[] = host.native("http").methods;
export const STATUS_CODES: Record<number, string> = {
  100: "Continue",
  101: "Switching Protocols",
  102: "Processing",
  103: "Early Hints",
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  207: "Multi-Status",
  208: "Already Reported",
  226: "IM Used",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  305: "Use Proxy",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Payload Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a Teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  509: "Bandwidth Limit Exceeded",
  510: "Not Extended",
  511: "Network Authentication Required",
};

export const MAX_HEADER_SIZE = 16384;

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

export const isToken = (value: any): boolean => TOKEN.test(value);
export const hasInvalidCharacter = (value: any): boolean => NOT_IN_VALUE.test(value);

export function validateHeaderName(name: any, label?: string): void {
  if (typeof name !== "string" || !name || !isToken(name))
    throw coded(TypeError, "ERR_INVALID_HTTP_TOKEN", `${label || "Header name"} must be a valid HTTP token ["${name}"]`);
}

export function validateHeaderValue(name: any, value: any): void {
  if (value === undefined)
    throw coded(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
  if (hasInvalidCharacter(value))
    throw coded(TypeError, "ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
}

export function validateHost(value: any, name: string): any {
  if (value !== null && value !== undefined && typeof value !== "string")
    throw invalidArgType(`options.${name}`, ["string", "undefined", "null"], value);
  return value;
}

let now: string | null = null;
/** The date for a header: made once for a while. */
export function utcDate(): string {
  if (now === null) {
    const date = new Date();
    const left = 1000 - (date.getTime() % 1000);
    now = utcString(date);
    host.timerFunctions.setTimeout(forget, left).unref();
  }
  return now;
}
function forget(): void {
  now = null;
}
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function utcString(date: Date): string {
  const text = date.toISOString();
  const day = DAYS[new Date(date.getTime()).getUTCDay()];
  return `${day}, ${text.slice(8, 10)} ${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)} ${text.slice(11, 19)} GMT`;
}

/** The socket hung up on a request that waited for its answer. */
export function hangUp(text = "socket hang up"): Error {
  const error: any = new Error(text);
  error.code = "ECONNRESET";
  return error;
}
