// Addresses, and lists of them.
import net, { BlockList, SocketAddress, isIP, isIPv4, isIPv6 } from "node:net";

for (const text of ["127.0.0.1", "256.1.1.1", "1.2.3", "01.2.3.4", "::1", "::", "1::2::3", "fe80::1%eth0", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "g::1", "", " 127.0.0.1", null, undefined, 5, {}]) {
  console.log(String(text), isIP(text), isIPv4(text), isIPv6(text));
}
const address = new SocketAddress({ address: "10.0.0.1", port: 80 });
console.log(address.address, address.port, address.family, address.flowlabel, JSON.stringify(address));
for (const options of [{ family: "x" }, { address: "::1" }, { port: -1 }, { address: 5 }, { flowlabel: -1 }]) {
  try { new SocketAddress(options); } catch (error) { console.log(error.name, error.code, error.message); }
}
const list = new BlockList();
list.addAddress("123.123.123.123");
list.addRange("10.0.0.1", "10.0.0.10");
list.addSubnet("8592:757c:efae:4e45::", 64, "ipv6");
list.addSubnet("192.168.0.0", 16);
for (const [text, family] of [["123.123.123.123"], ["10.0.0.3"], ["10.0.0.11"], ["192.168.7.7"], ["8592:757c:efae:4e45::1", "ipv6"], ["::ffff:7b7b:7b7b", "ipv6"], ["::ffff:123.123.123.123", "ipv6"], ["::1", "ipv6"]]) {
  console.log(text, list.check(text, family));
}
console.log(list.rules);
console.log(list.check(new SocketAddress({ address: "10.0.0.5" })), BlockList.isBlockList?.(list));
try { list.addRange("10.0.0.9", "10.0.0.1"); } catch (error) { console.log(error.code); }
try { list.addSubnet("10.0.0.0", 33); } catch (error) { console.log(error.code, error.message); }
console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
