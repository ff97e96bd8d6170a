/** A start that cannot go on, in one sentence for the person at the console. */
export class StartProblem extends Error {}
