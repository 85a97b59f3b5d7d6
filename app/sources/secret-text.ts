import { inspect } from "node:util";
import type { Secret } from "./source";

/** A secret that prints as `[redacted]` wherever it is written by accident: template, JSON, console, error. */
export class SecretText implements Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return "[redacted]";
  }

  toJSON(): string {
    return "[redacted]";
  }

  [inspect.custom](): string {
    return "[redacted]";
  }
}
