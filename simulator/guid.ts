import { mix } from "./mix";

/** A made-up GUID that is always the same for the same two numbers. */
export function guid(seed: number, number: number): string {
  const hex = [0, 1, 2, 3].map((part) => mix(seed, number, part).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
