// TextEncoderStream and TextDecoderStream.
import { S, describe, invalidThis } from "internal:webstreams/common";
import { TransformStream } from "internal:webstreams/transform";
import { TextDecoder, TextEncoder } from "web:encoding";

const check = (it: any, name: string) => {
  if (it?.[S]?.kind !== name) throw invalidThis(name);
  return it[S];
};

export class TextEncoderStream {
  constructor() {
    const encoder = new TextEncoder();
    let high = "";
    const transform = new (TransformStream as any)({
      transform(chunk: any, controller: any) {
        // A pair may be cut between two chunks.
        let text = high + `${chunk}`;
        high = "";
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xd800 && last <= 0xdbff) {
          high = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text !== "") controller.enqueue(encoder.encode(text));
      },
      flush(controller: any) {
        if (high !== "") controller.enqueue(new Uint8Array([0xef, 0xbf, 0xbd]));
      },
    });
    (this as any)[S] = { kind: "TextEncoderStream", transform };
  }
  get encoding(): string {
    check(this, "TextEncoderStream");
    return "utf-8";
  }
  get readable(): any {
    return check(this, "TextEncoderStream").transform.readable;
  }
  get writable(): any {
    return check(this, "TextEncoderStream").transform.writable;
  }
}
describe(TextEncoderStream, "TextEncoderStream", ["encoding", "readable", "writable"], (it) => ({
  encoding: it.encoding,
  readable: it.readable,
  writable: it.writable,
}));

export class TextDecoderStream {
  constructor(label: string = "utf-8", options: any = {}) {
    const decoder = new TextDecoder(label, options);
    const transform = new (TransformStream as any)({
      transform(chunk: any, controller: any) {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== "") controller.enqueue(text);
      },
      flush(controller: any) {
        const text = decoder.decode();
        if (text !== "") controller.enqueue(text);
      },
    });
    (this as any)[S] = { kind: "TextDecoderStream", transform, decoder };
  }
  get encoding(): string {
    return check(this, "TextDecoderStream").decoder.encoding;
  }
  get fatal(): boolean {
    return check(this, "TextDecoderStream").decoder.fatal;
  }
  get ignoreBOM(): boolean {
    return check(this, "TextDecoderStream").decoder.ignoreBOM;
  }
  get readable(): any {
    return check(this, "TextDecoderStream").transform.readable;
  }
  get writable(): any {
    return check(this, "TextDecoderStream").transform.writable;
  }
}
describe(
  TextDecoderStream,
  "TextDecoderStream",
  ["encoding", "fatal", "ignoreBOM", "readable", "writable"],
  (it) => ({
    encoding: it.encoding,
    fatal: it.fatal,
    ignoreBOM: it.ignoreBOM,
    readable: it.readable,
    writable: it.writable,
  }),
);
