import type { ErrorEvent, ReplyEvent } from "./events";
import { Dropped, Refused } from "./failures";
import type { Service } from "./service";
import type { Said } from "./shared-socket";
import { SharedSocket } from "./shared-socket";
import type { Watchdog } from "./watchdog";

/** The same as `readStream` on a socket that all replies of a user share. */
export async function* readSocket(
  service: Service,
  said: Said,
  watchdog: Watchdog,
  opened: () => void,
): AsyncGenerator<ReplyEvent> {
  const socket = await SharedSocket.to(service);
  const line = await socket.speak(said, service, watchdog.controller.signal);
  try {
    for (;;) {
      const message = await line.next();
      if (message.type === "nothing") return;
      watchdog.heard();
      switch (message.type) {
        case "showing":
          opened();
          break;
        case "cut":
          throw new Dropped("the reply was not read for too long");
        case "error":
          if (message.seq === undefined) throw refusal(message);
          yield message;
          break;
        case "done":
        case "leaving":
          break;
        default:
          yield message;
      }
    }
  } finally {
    line.leave();
    if (watchdog.hasGivenUp) socket.doubt(watchdog.last);
  }
}

/** A process that stops has not received the question; another one will. */
function refusal(event: ErrorEvent): Error {
  return event.code === "shutting_down" ? new Dropped("the service stops") : new Refused(event);
}
