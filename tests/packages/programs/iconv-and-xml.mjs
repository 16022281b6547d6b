import iconv from "iconv-lite";
import { XMLParser, XMLBuilder } from "fast-xml-parser";
console.log(iconv.decode(Buffer.from([0xe4, 0xf6]), "latin1"), [...iconv.encode("\u20ac\u3042", "shift_jis")], iconv.encodingExists("utf16"));
const parsed = new XMLParser({ ignoreAttributes: false }).parse('<a x="1"><b>2</b><b>three</b></a>');
console.log(JSON.stringify(parsed), new XMLBuilder({ ignoreAttributes: false }).build(parsed));
