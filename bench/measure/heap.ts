import * as v from "valibot";
import WebSocket from "ws";

const PATIENCE_MS = 10_000;

const targetsSchema = v.array(v.object({ webSocketDebuggerUrl: v.string() }));
const messageSchema = v.object({
  id: v.optional(v.number()),
  error: v.optional(v.object({ message: v.string() })),
  result: v.optional(v.unknown()),
  method: v.optional(v.string()),
  params: v.optional(v.unknown()),
});
const contextSchema = v.object({ context: v.object({ id: v.number() }) });
const objectSchema = v.object({ result: v.object({ objectId: v.string() }) });
const objectsSchema = v.object({ objects: v.object({ objectId: v.string() }) });
const countSchema = v.object({ result: v.object({ value: v.number() }) });
const usageSchema = v.object({ usedSize: v.number(), backingStorageSize: v.number() });

/** The memory of a Worker when all garbage has been collected. */
export interface Held {
  /** Its script heap and the buffers that hang on it. */
  readonly mebibytes: number;
  /** Durable Objects that are awake, or that something keeps from being collected. */
  readonly objects: number;
}

/** Among all objects (`this`), those that answer sockets: instances, not their prototypes. */
const COUNT_OBJECTS = `function () {
  let count = 0;
  for (const each of this) {
    if (Object.getPrototypeOf(each) === Object.prototype) continue;
    const described = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(each) ?? {}, "webSocketMessage");
    if (typeof described?.value === "function") count += 1;
  }
  return count;
}`;

/**
 * Collects the garbage of a Worker and says what is left. `inspector` is where workerd listens for
 * debuggers: `127.0.0.1:9229`.
 */
export async function collectGarbage(inspector: string): Promise<Held> {
  const listed: unknown = await (await fetch(`http://${inspector}/json`)).json();
  const [target] = v.parse(targetsSchema, listed);
  if (target === undefined) throw new Error(`no Worker can be inspected at ${inspector}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  try {
    await new Promise((resolve, reject) => {
      socket.once("open", resolve).once("error", reject);
    });
    const debuggee = new Debuggee(socket);
    await debuggee.ask("Runtime.enable");
    const found = await debuggee.ask("Runtime.evaluate", {
      expression: "Object.prototype",
      contextId: debuggee.contextId,
    });
    // Before it lists the objects of a kind, V8 collects all others. `HeapProfiler.collectGarbage` is
    // a task that workerd never runs (tried with 1.20261023).
    const { objectId: prototypeObjectId } = v.parse(objectSchema, found).result;
    const all = await debuggee.ask("Runtime.queryObjects", { prototypeObjectId });
    const usage = v.parse(usageSchema, await debuggee.ask("Runtime.getHeapUsage"));
    const { objectId } = v.parse(objectsSchema, all).objects;
    const counted = await debuggee.ask("Runtime.callFunctionOn", {
      functionDeclaration: COUNT_OBJECTS,
      objectId,
    });
    return {
      mebibytes: (usage.usedSize + usage.backingStorageSize) / 2 ** 20,
      objects: v.parse(countSchema, counted).result.value,
    };
  } finally {
    socket.terminate();
  }
}

/** A Worker at the other end of Chrome's DevTools protocol. */
class Debuggee {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: v.InferOutput<typeof messageSchema>) => void>();
  #asked = 0;
  /** Where scripts run in it; told in answer to `Runtime.enable`. */
  contextId = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => {
      const message = v.parse(messageSchema, JSON.parse(String(data)));
      if (message.method === "Runtime.executionContextCreated") {
        this.contextId = v.parse(contextSchema, message.params).context.id;
      }
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    });
  }

  ask(method: string, params: Readonly<Record<string, string | number>> = {}): Promise<unknown> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`no answer to ${method}`)), PATIENCE_MS);
      this.#waiting.set(id, ({ error, result }) => {
        clearTimeout(patience);
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
