// Node's `stream/promises`.
import { whenFinished } from "internal:stream/finished";
import { piped } from "internal:stream/pipeline";

export const finished = function finished(stream: any, options?: any): Promise<void> {
  return whenFinished(stream, options);
};
export const pipeline = function pipeline(...streams: any[]): Promise<any> {
  return piped(...streams);
};
