/** Something the user has to change before we can go on. The message is one line: what is wrong, and what to do. */
export class UserProblem extends Error {
  /** @override */
  name = "UserProblem";
}
