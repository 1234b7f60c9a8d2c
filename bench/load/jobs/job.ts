/** A kind of load: connects its clients, and then does its work when it is told to. */
export type Job<Plan, Result> = (plan: Plan) => Promise<() => Promise<Result>>;
