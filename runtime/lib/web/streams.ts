// The streams of the web, as globals.
import { ReadableByteStreamController, ReadableStreamBYOBRequest } from "internal:webstreams/byte_source";
import { ReadableStream } from "internal:webstreams/readable";
import { ReadableStreamBYOBReader, ReadableStreamDefaultReader } from "internal:webstreams/reading";
import { ReadableStreamDefaultController } from "internal:webstreams/source";
import { ByteLengthQueuingStrategy, CountQueuingStrategy } from "internal:webstreams/strategies";
import { TransformStream, TransformStreamDefaultController } from "internal:webstreams/transform";
import {
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
} from "internal:webstreams/writable";

export {
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableByteStreamController,
  ReadableStreamDefaultController,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultWriter,
  WritableStreamDefaultController,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
};
