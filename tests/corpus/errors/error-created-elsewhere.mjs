const NOT_READY = new Error("not ready");

function use(ready) {
  if (!ready) throw NOT_READY;
}

use(true);
use(false);
