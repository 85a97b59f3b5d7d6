/** A reason not to start, worded for the person who reads one line on stderr. */
export class StartError extends Error {}
