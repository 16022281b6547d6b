// Node's `stream/consumers`: a whole stream, or anything that iterates, as one value.
import { Buffer } from "node:buffer";
import { Blob } from "web:blob";
import { TextDecoder } from "web:encoding";

export async function arrayBuffer(stream: any): Promise<ArrayBuffer> {
  const bytes = await buffer(stream);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

export async function buffer(stream: any): Promise<any> {
  const parts: any[] = [];
  for await (const chunk of stream)
    parts.push(typeof chunk === "string" || !ArrayBuffer.isView(chunk) ? Buffer.from(chunk) : chunk);
  return Buffer.concat(parts);
}

export async function blob(stream: any): Promise<any> {
  const parts: any[] = [];
  for await (const chunk of stream) parts.push(chunk);
  return new Blob(parts);
}

export async function text(stream: any): Promise<string> {
  const decoder = new TextDecoder();
  let out = "";
  for await (const chunk of stream)
    out += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  return out + decoder.decode();
}

export async function json(stream: any): Promise<any> {
  return JSON.parse(await text(stream));
}
