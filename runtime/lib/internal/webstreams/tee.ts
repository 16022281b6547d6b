// Two streams of one: what one branch reads the other gets as well.
import { S, deferred, nothing } from "internal:webstreams/common";
import * as bytes from "internal:webstreams/byte_source";
import {
  ReadableStreamBYOBReader,
  ReadableStreamDefaultReader,
  cancelStream,
  kPullInto,
  readInto,
  readOne,
  release,
} from "internal:webstreams/reading";
import * as values from "internal:webstreams/source";

const copyOf = (view: any): Uint8Array =>
  new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

/** `make`: a stream without a controller. */
export function tee(stream: any, make: () => any): any[] {
  return stream[S].controller[kPullInto] === undefined ? teeValues(stream, make) : teeBytes(stream, make);
}

/** What both branches share: the source is cancelled when both were. */
function branches(stream: any) {
  const it = {
    reading: false,
    again: [false, false],
    canceled: [false, false],
    reasons: [undefined, undefined] as any[],
    done: deferred(),
    cancel(at: number, reason: any): Promise<any> {
      it.canceled[at] = true;
      it.reasons[at] = reason;
      if (it.canceled[1 - at]) it.done.resolve!(cancelStream(stream, it.reasons));
      return it.done.promise;
    },
  };
  return it;
}

function teeValues(stream: any, make: () => any): any[] {
  const reader: any = new ReadableStreamDefaultReader(stream);
  const shared = branches(stream);
  const both = [make(), make()];
  const controllers = () => both.map((it) => it[S].controller);
  let isAgain = false;
  const pull = (): Promise<any> => {
    if (shared.reading) {
      isAgain = true;
      return nothing();
    }
    shared.reading = true;
    readOne(reader, {
      chunk: (value) =>
        queueMicrotask(() => {
          isAgain = false;
          const now = controllers();
          for (let at = 0; at < 2; at++) if (!shared.canceled[at]) values.enqueue(now[at], value);
          shared.reading = false;
          if (isAgain) pull();
        }),
      close: () => {
        shared.reading = false;
        const now = controllers();
        for (let at = 0; at < 2; at++) if (!shared.canceled[at]) values.close(now[at]);
        if (!shared.canceled[0] || !shared.canceled[1]) shared.done.resolve!();
      },
      error: () => {
        shared.reading = false;
      },
    });
    return nothing();
  };
  for (let at = 0; at < 2; at++)
    values.setUp(
      both[at],
      () => undefined,
      pull,
      (reason) => shared.cancel(at, reason),
      1,
      () => 1,
    );
  reader[S].closed.promise.then(undefined, (error: any) => {
    for (const it of controllers()) values.fail(it, error);
    if (!shared.canceled[0] || !shared.canceled[1]) shared.done.resolve!();
  });
  return both;
}

function teeBytes(stream: any, make: () => any): any[] {
  const shared = branches(stream);
  const both = [make(), make()];
  const controllers = () => both.map((it) => it[S].controller);
  let reader: any;
  const use = (now: any) => {
    reader = now;
    reader[S].closed.promise.then(undefined, (error: any) => {
      if (now !== reader) return;
      for (const it of controllers()) bytes.fail(it, error);
      if (!shared.canceled[0] || !shared.canceled[1]) shared.done.resolve!();
    });
  };
  const change = (Make: any, slot: string) => {
    if (reader[S][slot] !== undefined) return;
    release(reader);
    use(new Make(stream));
  };
  const goOn = () => {
    shared.reading = false;
    if (shared.again[0]) pull(0);
    else if (shared.again[1]) pull(1);
  };
  const broken = (error: any) => {
    for (const it of controllers()) bytes.fail(it, error);
    shared.done.resolve!(cancelStream(stream, error));
  };
  const ended = () => {
    shared.reading = false;
    const now = controllers();
    for (let at = 0; at < 2; at++) if (!shared.canceled[at]) bytes.close(now[at]);
    for (let at = 0; at < 2; at++) {
      const request = now[at][S].pending.length > 0 ? bytes.request(now[at]) : null;
      if (request !== null) request.respond(0);
    }
  };
  const failed = () => {
    shared.reading = false;
  };
  function readDefault(): void {
    change(ReadableStreamDefaultReader, "requests");
    readOne(reader, {
      chunk: (value) =>
        queueMicrotask(() => {
          shared.again = [false, false];
          let second = value;
          if (!shared.canceled[0] && !shared.canceled[1]) {
            try {
              second = copyOf(value);
            } catch (error) {
              return broken(error);
            }
          }
          const now = controllers();
          if (!shared.canceled[0]) bytes.enqueue(now[0], value);
          if (!shared.canceled[1]) bytes.enqueue(now[1], second);
          goOn();
        }),
      close: () => {
        ended();
        if (!shared.canceled[0] || !shared.canceled[1]) shared.done.resolve!();
      },
      error: failed,
    });
  }
  function readByob(view: any, at: number): void {
    change(ReadableStreamBYOBReader, "intoRequests");
    const mine = () => controllers()[at],
      other = () => controllers()[1 - at];
    readInto(reader, view, 1, {
      chunk: (value: any) =>
        queueMicrotask(() => {
          shared.again = [false, false];
          const isMine = !shared.canceled[at],
            isOther = !shared.canceled[1 - at];
          if (isOther) {
            let copy: any;
            try {
              copy = copyOf(value);
            } catch (error) {
              return broken(error);
            }
            if (isMine) bytes.request(mine()).respondWithNewView(value);
            bytes.enqueue(other(), copy);
          } else if (isMine) bytes.request(mine()).respondWithNewView(value);
          goOn();
        }),
      close: (value: any) => {
        shared.reading = false;
        const isMine = !shared.canceled[at],
          isOther = !shared.canceled[1 - at];
        if (isMine) bytes.close(mine());
        if (isOther) bytes.close(other());
        if (value !== undefined) {
          if (isMine) bytes.request(mine()).respondWithNewView(value);
          if (isOther && other()[S].pending.length > 0) bytes.request(other()).respond(0);
        }
        if (isMine || isOther) shared.done.resolve!();
      },
      error: failed,
    });
  }
  function pull(at: number): Promise<any> {
    if (shared.reading) {
      shared.again[at] = true;
      return nothing();
    }
    shared.reading = true;
    const request = bytes.request(controllers()[at]);
    if (request === null) readDefault();
    else readByob(request[S].view, at);
    return nothing();
  }
  for (let at = 0; at < 2; at++)
    bytes.setUp(
      both[at],
      () => undefined,
      () => pull(at),
      (reason) => shared.cancel(at, reason),
      0,
      undefined,
    );
  use(new ReadableStreamDefaultReader(stream));
  return both;
}
