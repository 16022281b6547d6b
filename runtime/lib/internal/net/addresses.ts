// `net.SocketAddress` and `net.BlockList`.
import { coded, invalidArgValue } from "internal:errors";
import { ipVersion, isIPv4 } from "internal:ip";
import { validPort } from "internal:net/socket";
import { validateInteger, validateObject, validateString } from "internal:validate";

const familyOf = (value: any): string => {
  const family = `${value ?? "ipv4"}`.toLowerCase();
  if (family !== "ipv4" && family !== "ipv6") throw invalidArgValue("options.family", value);
  return family;
};

export class SocketAddress {
  #address: string;
  #port: number;
  #family: string;
  #flow: number;
  constructor(options: any = {}) {
    validateObject(options, "options");
    this.#family = familyOf(options.family);
    const { address = this.#family === "ipv4" ? "127.0.0.1" : "::", port = 0, flowlabel = 0 } = options as any;
    validateString(address, "options.address");
    this.#port = validPort(port, "options.port");
    validateInteger(flowlabel, "options.flowlabel", 0, 2 ** 32 - 1);
    if (ipVersion(address) !== (this.#family === "ipv4" ? 4 : 6))
      throw coded(Error, "ERR_INVALID_ADDRESS", "Invalid socket address");
    this.#address = address;
    this.#flow = flowlabel;
  }
  get address(): string {
    return this.#address;
  }
  get port(): number {
    return this.#port;
  }
  get family(): string {
    return this.#family;
  }
  get flowlabel(): number {
    return this.#flow;
  }
  toJSON(): any {
    return { address: this.#address, port: this.#port, family: this.#family, flowlabel: this.#flow };
  }
  static isSocketAddress(value: any): boolean {
    return typeof value === "object" && value !== null && #address in value;
  }
}

/** The bits of an address: 32, or 128. */
export function bits(address: string): bigint {
  if (isIPv4(address)) {
    let value = 0n;
    for (const part of address.split(".")) value = value * 256n + BigInt(part);
    return value;
  }
  let text = address.split("%")[0];
  const four = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (four !== null) {
    const low = bits(four[2]);
    text = `${four[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const [head, tail] = text.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - before.length - after.length;
  let value = 0n;
  for (const part of before) value = value * 65536n + BigInt(`0x${part}`);
  for (let i = 0; i < missing; i++) value *= 65536n;
  for (const part of after) value = value * 65536n + BigInt(`0x${part}`);
  return value;
}

interface Rule {
  family: string;
  from: bigint;
  to: bigint;
  text: string;
}

const NAMES: Record<string, string> = { ipv4: "IPv4", ipv6: "IPv6" };

export class BlockList {
  #rules: Rule[] = [];
  #one(address: any, family: any): [bigint, string, string] {
    if (SocketAddress.isSocketAddress(address)) return [bits(address.address), address.family, address.address];
    validateString(address, "address");
    validateString(family, "family");
    const made = new SocketAddress({ address, family });
    return [bits(made.address), made.family, made.address];
  }
  addAddress(address: any, family: any = "ipv4"): void {
    const [value, of, text] = this.#one(address, family);
    this.#rules.unshift({ family: of, from: value, to: value, text: `Address: ${NAMES[of]} ${text}` });
  }
  addRange(start: any, end: any, family: any = "ipv4"): void {
    const [from, of, first] = this.#one(start, family);
    const [to, , last] = this.#one(end, family);
    if (from > to) throw invalidArgValue("start", start, `must come before ${last}`);
    this.#rules.unshift({ family: of, from, to, text: `Range: ${NAMES[of]} ${first}-${last}` });
  }
  addSubnet(network: any, prefix: any, family: any = "ipv4"): void {
    const [value, of, text] = this.#one(network, family);
    const width = of === "ipv4" ? 32 : 128;
    validateInteger(prefix, "prefix", 0, width);
    const size = 1n << BigInt(width - prefix);
    const from = (value / size) * size;
    this.#rules.unshift({ family: of, from, to: from + size - 1n, text: `Subnet: ${NAMES[of]} ${text}/${prefix}` });
  }
  check(address: any, family: any = "ipv4"): boolean {
    let value: bigint, of: string;
    if (SocketAddress.isSocketAddress(address)) [value, of] = this.#one(address, family);
    else {
      validateString(address, "address");
      validateString(family, "family");
      try {
        [value, of] = this.#one(address, family);
      } catch {
        return false;
      }
    }
    // An older address inside a newer one is the older one.
    if (of === "ipv6" && value >> 32n === 0xffffn) {
      const inner = value & 0xffffffffn;
      if (this.#rules.some((it) => it.family === "ipv4" && it.from <= inner && inner <= it.to)) return true;
    }
    return this.#rules.some((it) => it.family === of && it.from <= value && value <= it.to);
  }
  get rules(): string[] {
    return this.#rules.map((it) => it.text);
  }
  toJSON(): string[] {
    return this.rules;
  }
}
