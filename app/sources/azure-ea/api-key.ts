import { inspect } from "node:util";
import type { Secret } from "../source";

/** An EA API key that prints as `[redacted]` wherever it is written by accident: template, JSON, console, error. */
export class ApiKey implements Secret {
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
