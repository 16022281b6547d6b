// Node's `constants`: those of `os`, `fs` and `crypto` together.
import { constants as crypto } from "internal:crypto_constants";
import { constants as fs } from "internal:fs_arguments";
import { constants as os } from "node:os";

const all = { ...os.dlopen, ...os.errno, ...os.priority, ...os.signals, ...fs, ...crypto };
export default all;
