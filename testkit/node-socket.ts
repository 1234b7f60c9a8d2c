/** The ways of opening a socket from Node. */
import WebSocket from "ws";

/** A socket that offers no compression, which `ws` would do frame by frame in a pool of threads. */
export class PlainSocket extends WebSocket {
  constructor(address: string, protocols?: string | string[]) {
    super(address, protocols, { perMessageDeflate: false });
  }
}
