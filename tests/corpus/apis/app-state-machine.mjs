// A state machine with guards, entry actions and history, driven by events and by time.
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
class Machine extends EventEmitter {
  #state; #definition; history = [];
  constructor(definition) { super({ captureRejections: true }); this.#definition = definition; this.#state = definition.initial; }
  get state() { return this.#state; }
  can(event) { const to = this.#definition.states[this.#state]?.on?.[event]; return to !== undefined && (to.guard?.(this) ?? true); }
  send(event, payload) {
    const to = this.#definition.states[this.#state]?.on?.[event];
    if (!this.can(event)) throw new RangeError(`cannot ${event} while ${this.#state}`, { cause: { event, state: this.#state } });
    const from = this.#state;
    this.#state = to.to ?? to;
    this.history.push(Object.freeze({ from, event, to: this.#state }));
    this.#definition.states[this.#state].enter?.(this, payload);
    this.emit('transition', { from, to: this.#state, event });
    return this;
  }
  [inspect.custom](depth, options) { return `Machine<${options.stylize(this.#state, 'special')}>`; }
}
const door = new Machine({ initial: 'closed', states: {
  closed: { on: { open: 'opened', lock: { to: 'locked', guard: (machine) => machine.history.length < 4 } } },
  opened: { on: { close: 'closed' }, enter: (_, who) => console.log('opened by', who) },
  locked: { on: { unlock: 'closed' } },
} });
door.on('transition', ({ from, to }) => console.log(`${from} -> ${to}`));
door.send('open', 'Ann').send('close').send('lock').send('unlock');
for (const event of ['lock', 'fly']) try { door.send(event); } catch (error) { console.log(error.name, error.message, error.cause); }
console.log(inspect(door), door.can('open'), door.history.length, door.history[0]);
try { door.history[0].from = 'x'; } catch (error) { console.log(error.message); }
const waited = once(door, 'transition');
delay(2).then(() => door.send('open', 'nobody'));
console.log(await waited);
const controller = new AbortController();
delay(1).then(() => controller.abort());
await once(door, 'never', { signal: controller.signal }).catch((error) => console.log(error.name, error.code));
