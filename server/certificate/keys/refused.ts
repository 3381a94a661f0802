/** An act of a key ceremony that is not done; its message is one line for the operator. */
export class NotDone extends Error {}
