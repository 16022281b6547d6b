// Node's `dns/promises`.
import { codes, getDefaultResultOrder, lookupPromise, setDefaultResultOrder } from "internal:dns";
import * as asking from "internal:dns_resolver";
import { coded } from "internal:errors";

const {
  NODATA, FORMERR, SERVFAIL, NOTFOUND, NOTIMP, REFUSED, BADQUERY, BADNAME, BADFAMILY, BADRESP, CONNREFUSED,
  TIMEOUT, EOF, FILE, NOMEM, DESTRUCTION, BADSTR, BADFLAGS, NONAME, BADHINTS, NOTINITIALIZED, LOADIPHLPAPI,
  ADDRGETNETWORKPARAMS, CANCELLED,
} = codes;

export function lookup(hostname: any, options?: any): Promise<any> {
  return lookupPromise(hostname, options);
}

const { fallback, setServers } = asking;
const getServers = (): string[] => fallback().getServers();

function ask(asker: asking.Asker, kind: string, name: any, options?: any): Promise<any> {
  const withTtl = asking.checkedQuestion(name, options);
  return new Promise((resolve, reject) => {
    asker.resolve(name, kind, withTtl, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}
const askAny = (asker: asking.Asker, name: any, kind: any): Promise<any> =>
  ask(asker, kind === undefined ? "A" : asking.kindNamed(kind), name);
function askBack(asker: asking.Asker, address: any): Promise<any> {
  const { promise, resolve, reject } = Promise.withResolvers<any>();
  // An address that is none is thrown.
  asker.reverse(address, (error, answer) => (error ? reject(error) : resolve(answer)));
  return promise;
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
  resolve(name: any, kind?: any): Promise<any> {
    return askAny(this.#asker, name, kind);
  }
  reverse(address: any): Promise<any> {
    return askBack(this.#asker, address);
  }
  static {
    for (const name in asking.KIND_OF) {
      const method = function (this: Resolver, question: any, options?: any) {
        return ask(this.#asker, asking.KIND_OF[name], question, options);
      };
      Object.defineProperty(this.prototype, name, { __proto__: null, value: method, writable: true, configurable: true, enumerable: true } as any);
    }
  }
}

const shared = (kind: string) => (name: any, options?: any): Promise<any> => ask(fallback(), kind, name, options);
const resolve = (name: any, kind?: any): Promise<any> => askAny(fallback(), name, kind);
const reverse = (address: any): Promise<any> => askBack(fallback(), address);
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

function lookupService(...args: any[]): Promise<any> {
  if (args.length < 2)
    throw coded(TypeError, "ERR_MISSING_ARGS", 'The "address" and "port" arguments must be specified');
  const { promise, resolve, reject } = Promise.withResolvers<any>();
  asking.lookupService(args[0], args[1], (error, found) =>
    error ? reject(error) : resolve({ hostname: found[0], service: found[1] }));
  return promise;
}

export {
  lookupService, Resolver, setServers, resolve, reverse, resolve4, resolve6, resolveAny, resolveCaa, resolveCname, resolveMx,
  resolveNaptr, resolveNs, resolvePtr, resolveSoa, resolveSrv, resolveTxt, getServers, getDefaultResultOrder, setDefaultResultOrder,
  NODATA, FORMERR, SERVFAIL, NOTFOUND, NOTIMP, REFUSED, BADQUERY, BADNAME, BADFAMILY, BADRESP, CONNREFUSED,
  TIMEOUT, EOF, FILE, NOMEM, DESTRUCTION, BADSTR, BADFLAGS, NONAME, BADHINTS, NOTINITIALIZED, LOADIPHLPAPI,
  ADDRGETNETWORKPARAMS, CANCELLED,
};
