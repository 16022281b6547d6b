const buffer = (bytes) => new Uint8Array(bytes);
buffer(4);
buffer(-4);
