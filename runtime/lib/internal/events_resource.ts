// `EventEmitterAsyncResource`: an emitter whose listeners run as what made it.
import { coded } from "internal:errors";
import { validateString } from "internal:validate";
import { AsyncResource } from "node:async_hooks";
import { EventEmitter } from "node:events";

class EventEmitterReferencingAsyncResource extends AsyncResource {
  eventEmitter: any;
  constructor(emitter: any, type: any, options: any) {
    super(type, options);
    this.eventEmitter = emitter;
  }
}

export class EventEmitterAsyncResource extends (EventEmitter as any) {
  #resource: any;
  constructor(options: any = undefined) {
    let name: any;
    if (typeof options === "string") {
      name = options;
      options = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) validateString(options?.name, "options.name");
      name = options?.name || new.target.name;
    }
    super(options);
    this.#resource = new EventEmitterReferencingAsyncResource(this, name, options);
  }
  #own(name: string): any {
    if (this.#resource === undefined)
      throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type EventEmitterAsyncResource');
    return this.#resource[name]();
  }
  emit(event: any, ...args: any[]): any {
    return this.#resource.runInAsyncScope(super.emit, this, event, ...args);
  }
  emitDestroy(): void {
    this.#own("emitDestroy");
  }
  get asyncId(): number {
    return this.#own("asyncId");
  }
  get triggerAsyncId(): number {
    return this.#own("triggerAsyncId");
  }
  get asyncResource(): any {
    return this.#resource;
  }
}
