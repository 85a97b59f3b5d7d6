/** Raise it with every change of the built-in tables or of the unit parser: a database then takes the new rows in place of the older ones. */
export const builtInVersion = 1;
