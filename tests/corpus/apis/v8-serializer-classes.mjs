// The writer and the reader piece by piece, host objects of a program's own, and what the module says of the engine.
import v8 from "node:v8";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const writer = new v8.Serializer();
writer.writeHeader();
writer.writeUint32(300);
writer.writeUint64(1, 2);
writer.writeDouble(2.5);
writer.writeRawBytes(Buffer.from("raw"));
show(() => writer.writeValue({ a: 1 }));
const bytes = writer.releaseBuffer();
console.log(bytes instanceof Buffer, bytes.toString("hex"), writer.releaseBuffer().length);
const reader = new v8.Deserializer(bytes);
console.log(reader.readHeader(), reader.getWireFormatVersion(), reader.readUint32(), reader.readUint64(), reader.readDouble());
console.log(reader.readRawBytes(3).toString(), reader.readValue(), reader.buffer === bytes);
show(() => reader.readUint32());
show(() => reader.readRawBytes(1));
show(() => reader.readDouble());

const moved = new ArrayBuffer(4);
const sender = new v8.Serializer();
sender.writeHeader();
sender.transferArrayBuffer(7, moved);
sender.writeValue({ moved });
const sent = sender.releaseBuffer();
console.log(sent.toString("hex"));
const receiver = new v8.Deserializer(sent);
receiver.readHeader();
receiver.transferArrayBuffer(7, moved);
console.log(receiver.readValue().moved === moved);
const stranger = new v8.Deserializer(sent);
stranger.readHeader();
show(() => stranger.readValue());

// Views are host objects where somebody says how to write them.
class Writer extends v8.Serializer {
  _writeHostObject(view) {
    this.writeUint32(view.byteLength);
    this.writeRawBytes(view);
  }
}
class Reader extends v8.Deserializer {
  _readHostObject() {
    return { bytes: this.readRawBytes(this.readUint32()).toString("hex") };
  }
}
const own = new Writer();
own._setTreatArrayBufferViewsAsHostObjects(true);
own.writeHeader();
own.writeValue({ view: new Uint8Array([1, 2]), same: [1] });
const ownBytes = own.releaseBuffer();
console.log(ownBytes.toString("hex"));
const ownReader = new Reader(ownBytes);
ownReader.readHeader();
console.log(ownReader.readValue());
const views = new v8.Serializer();
views.writeHeader();
const view = new Uint16Array([1, 2, 3]).subarray(1);
views.writeValue([view, view.buffer]);
const viewBytes = views.releaseBuffer();
console.log(viewBytes.toString("hex"));
const viewReader = new v8.Deserializer(viewBytes);
viewReader.readHeader();
const [viewAgain, bufferAgain] = viewReader.readValue();
console.log(viewAgain, viewAgain.buffer === bufferAgain);
class Refusing extends v8.Serializer {
  _getDataCloneError = RangeError;
}
show(() => new Refusing().writeValue(Symbol("no")));

show(() => new v8.Deserializer(1));
show(() => new v8.Serializer().writeRawBytes(1));
console.log(new v8.DefaultSerializer() instanceof v8.Serializer, new v8.DefaultDeserializer(bytes) instanceof v8.Deserializer);
const heap = v8.getHeapStatistics();
console.log(Object.keys(heap).join(), heap.used_heap_size > 0, heap.total_heap_size >= heap.used_heap_size);
console.log(Object.keys(v8.getHeapSpaceStatistics()[0]).join());
console.log(Object.keys(v8.getHeapCodeStatistics()).join());
console.log(typeof v8.cachedDataVersionTag(), v8.startupSnapshot.isBuildingSnapshot());
show(() => v8.setFlagsFromString(1));
show(() => v8.setFlagsFromString("--no-opt"));
show(() => v8.startupSnapshot.addSerializeCallback(() => {}));
console.log(Object.keys(v8).sort().join());
