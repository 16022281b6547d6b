import { createStore, combineReducers, applyMiddleware } from "redux";
import { makeAutoObservable, autorun, runInAction } from "mobx";
import { createActor, createMachine } from "xstate";
const counter = (state = 0, action) => (action.type === "add" ? state + action.by : state);
const store = createStore(combineReducers({ counter }), applyMiddleware(() => (next) => (action) => next({ ...action, by: (action.by ?? 0) * 2 })));
store.subscribe(() => console.log(store.getState()));
store.dispatch({ type: "add", by: 2 });
class Timer { seconds = 0; constructor() { makeAutoObservable(this); } get double() { return this.seconds * 2; } tick() { this.seconds++; } }
const timer = new Timer();
autorun(() => console.log("double", timer.double));
timer.tick();
runInAction(() => { timer.seconds = 10; });
const actor = createActor(createMachine({ initial: "off", states: { off: { on: { T: "on" } }, on: { on: { T: "off" } } } }));
actor.subscribe((snapshot) => console.log(snapshot.value));
actor.start();
actor.send({ type: "T" });
