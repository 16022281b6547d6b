// Node's `dns`: look-ups by the system's resolver, and questions to servers.
import { codes, getDefaultResultOrder, lookup, setDefaultResultOrder } from "internal:dns";
import * as asking from "internal:dns_resolver";
import { coded } from "internal:errors";
import { validateFunction } from "internal:validate";
import { nameResults } from "internal:promisify";
import promises from "node:dns/promises";

const {
  NODATA, FORMERR, SERVFAIL, NOTFOUND, NOTIMP, REFUSED, BADQUERY, BADNAME, BADFAMILY, BADRESP, CONNREFUSED,
  TIMEOUT, EOF, FILE, NOMEM, DESTRUCTION, BADSTR, BADFLAGS, NONAME, BADHINTS, NOTINITIALIZED, LOADIPHLPAPI,
  ADDRGETNETWORKPARAMS, CANCELLED,
} = codes;
const ADDRCONFIG = 32,
  ALL = 16,
  V4MAPPED = 8;

nameResults(lookup, ["address", "family"]);

const { fallback, setServers } = asking;
const getServers = (): string[] => fallback().getServers();

/** `(name, callback)` or `(name, options, callback)`. */
function ask(asker: asking.Asker, kind: string, name: any, rest: any[]): object {
  const [options, callback] = rest.length > 1 ? rest : [undefined, rest[0]];
  const withTtl = asking.checkedQuestion(name, options);
  validateFunction(callback, "callback");
  asker.resolve(name, kind, withTtl, callback);
  return { hostname: name };
}
function askAny(asker: asking.Asker, name: any, rest: any[]): object {
  if (typeof rest[0] === "function") return ask(asker, "A", name, [rest[0]]);
  return ask(asker, asking.kindNamed(rest[0]), name, [rest[1]]);
}
function askBack(asker: asking.Asker, address: any, callback: any): object {
  host.load("internal:validate").validateString(address, "name");
  validateFunction(callback, "callback");
  asker.reverse(address, callback);
  return { hostname: address };
}

class Resolver {
  #asker: asking.Asker;
  constructor(options?: any) {
    this.#asker = new asking.Asker(asking.resolverOptions(options));
  }
  cancel(): void {
    this.#asker.cancel();
  }
  getServers(): string[] {
    return this.#asker.getServers();
  }
  setServers(servers: any): void {
    this.#asker.setServers(servers);
  }
  setLocalAddress(first: any, second?: any): void {
    this.#asker.setLocalAddress(first, second);
  }
  resolve(name: any, ...rest: any[]): object {
    return askAny(this.#asker, name, rest);
  }
  reverse(address: any, callback: any): object {
    return askBack(this.#asker, address, callback);
  }
  static {
    for (const name in asking.KIND_OF) {
      const method = function (this: Resolver, question: any, ...rest: any[]) {
        return ask(this.#asker, asking.KIND_OF[name], question, rest);
      };
      Object.defineProperty(this.prototype, name, { __proto__: null, value: method, writable: true, configurable: true, enumerable: true } as any);
    }
  }
}

const shared = (kind: string) => (name: any, ...rest: any[]): object => ask(fallback(), kind, name, rest);
const resolve = (name: any, ...rest: any[]): object => askAny(fallback(), name, rest);
const reverse = (address: any, callback: any): object => askBack(fallback(), address, callback);
const resolve4 = shared("A"),
  resolve6 = shared("AAAA"),
  resolveAny = shared("ANY"),
  resolveCaa = shared("CAA"),
  resolveCname = shared("CNAME"),
  resolveMx = shared("MX"),
  resolveNaptr = shared("NAPTR"),
  resolveNs = shared("NS"),
  resolvePtr = shared("PTR"),
  resolveSoa = shared("SOA"),
  resolveSrv = shared("SRV"),
  resolveTxt = shared("TXT");

function lookupService(...args: any[]): object {
  const [address, port, callback] = args;
  if (args.length < 3)
    throw coded(TypeError, "ERR_MISSING_ARGS", 'The "address", "port", and "callback" arguments must be specified');
  asking.lookupService(address, port, callback && ((error: any, found: any) => (error ? callback(error) : callback(null, found[0], found[1]))));
  return { hostname: address, port: Number(port) };
}
nameResults(lookupService, ["hostname", "service"]);

export {
  lookup, lookupService, Resolver, getServers, setServers, resolve, reverse, resolve4, resolve6, resolveAny, resolveCaa,
  resolveCname, resolveMx, resolveNaptr, resolveNs, resolvePtr, resolveSoa, resolveSrv, resolveTxt, getDefaultResultOrder, setDefaultResultOrder, promises, ADDRCONFIG, ALL, V4MAPPED,
  NODATA, FORMERR, SERVFAIL, NOTFOUND, NOTIMP, REFUSED, BADQUERY, BADNAME, BADFAMILY, BADRESP, CONNREFUSED,
  TIMEOUT, EOF, FILE, NOMEM, DESTRUCTION, BADSTR, BADFLAGS, NONAME, BADHINTS, NOTINITIALIZED, LOADIPHLPAPI,
  ADDRGETNETWORKPARAMS, CANCELLED,
};
