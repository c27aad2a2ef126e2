import type { Bridge } from "../core/lazy";

let bridge: Bridge;

export function start(given: Bridge): void {
  bridge = given;
}

export function look(): void {
  bridge.viewed();
}
