// Node's `dns`: look-ups by the system's resolver.
import { codes, getDefaultResultOrder, getServers, lookup, setDefaultResultOrder } from "internal:dns";
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

export {
  lookup, getServers, getDefaultResultOrder, setDefaultResultOrder, promises, ADDRCONFIG, ALL, V4MAPPED,
  NODATA, FORMERR, SERVFAIL, NOTFOUND, NOTIMP, REFUSED, BADQUERY, BADNAME, BADFAMILY, BADRESP, CONNREFUSED,
  TIMEOUT, EOF, FILE, NOMEM, DESTRUCTION, BADSTR, BADFLAGS, NONAME, BADHINTS, NOTINITIALIZED, LOADIPHLPAPI,
  ADDRGETNETWORKPARAMS, CANCELLED,
};
