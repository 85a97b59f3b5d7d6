/**
 * The enrollment of a task's input, without the blanks around it. Moose makes a Date of every text that looks like one, and an enrollment of eight digits does.
 * Throws what to write instead: which digits they were cannot be told from the Date.
 */
export function enrollmentOf(input: unknown): string {
  if (typeof input === "string" && input.trim() !== "") return input.trim();
  throw new Error(
    'enrollment is no text, because Moose makes a date of eight digits; write it with blanks around it, as in "enrollment": " 20261001 "',
  );
}
