import React, { useState } from "react";
import type { QueuedMessage } from "../client";
import { IconButton } from "./icon";
import { MessageEditor } from "./message-editor";
import { useLabels } from "./use-labels";
import type { Queue } from "./use-queue";

/** What waits, at the end of what was said: it can be changed, sent now and taken back. */
export function QueueView({ queue }: { queue: Queue }) {
  const labels = useLabels();
  const { waiting, sending } = queue;
  if (waiting.length + sending.length === 0) return null;
  return (
    <ul className="runnel-queue" aria-label={labels.waiting}>
      {waiting.map((entry) => (
        <QueuedView key={entry.reply_id} entry={entry} queue={queue} />
      ))}
      {sending.map(({ key, message }) => (
        <li key={key} className="runnel-queued" aria-busy="true">
          <p dir="auto">{message}</p>
          <small>{labels.sending}</small>
        </li>
      ))}
    </ul>
  );
}

function QueuedView({ entry, queue }: { entry: QueuedMessage; queue: Queue }) {
  const labels = useLabels();
  const [isEditing, setEditing] = useState(false);
  const { reply_id: id, message, when } = entry;
  if (isEditing) {
    return (
      <li className="runnel-queued">
        <MessageEditor
          text={message}
          label={labels.waitingMessage}
          sendLabel={labels.saveChange}
          onCancel={() => setEditing(false)}
          onSend={(text) => {
            setEditing(false);
            if (text !== message) queue.change(id, { message: text });
          }}
        />
      </li>
    );
  }
  return (
    <li className="runnel-queued">
      <p dir="auto">{message}</p>
      <small>{labels.waitsFor[when] ?? ""}</small>
      <div className="runnel-actions">
        <IconButton name="edit" label={labels.editWaiting} onClick={() => setEditing(true)} />
        {when === "queue" && (
          <>
            <IconButton name="steer" label={labels.steerNow} onClick={() => queue.change(id, { when: "steer" })} />
            <IconButton name="send" label={labels.sendNow} onClick={() => queue.change(id, { when: "interrupt" })} />
          </>
        )}
        <IconButton name="close" label={labels.withdraw} onClick={() => queue.withdraw(id)} />
      </div>
    </li>
  );
}
