import React, { useState } from "react";
import type { Measure } from "../conversation";
import { ConversationInterfaceStreaming } from "../conversation";
import { Drawer } from "./drawer";
import { MeasureView } from "./measure-view";
import { SessionList } from "./session-list";
import { useSessions } from "./use-sessions";
import { useIsWide, useVisibleHeight } from "./use-window";
import { visitor } from "./visitor";

const USER = visitor();

/** The page that greets a newcomer: conversations, and how fast their replies come. */
export function App() {
  useVisibleHeight();
  const isWide = useIsWide();
  const sessions = useSessions(USER);
  const [measure, setMeasure] = useState<Measure>();
  const { id, isNew } = sessions.current;
  const title = sessions.all.find((session) => session.id === id)?.title;

  const list = (done: () => void) => (
    <SessionList
      sessions={sessions.all}
      current={id}
      onChoose={(chosen) => {
        sessions.choose(chosen);
        setMeasure(undefined);
        done();
      }}
      onNew={() => {
        sessions.begin();
        setMeasure(undefined);
        done();
      }}
      onErase={sessions.erase}
    />
  );
  return (
    <div className="page">
      {isWide ? (
        <div className="page-side">
          <h1 className="page-brand">Runnel</h1>
          {list(() => {})}
        </div>
      ) : (
        <h1 className="page-hidden">Runnel</h1>
      )}
      <main className="page-main">
        <ConversationInterfaceStreaming
          key={id}
          userId={USER}
          sessionId={id}
          isNew={isNew}
          title={title ?? "New conversation"}
          headerStart={isWide ? undefined : <Drawer label="Conversations">{list}</Drawer>}
          headerEnd={<MeasureView measure={measure} />}
          onAsk={sessions.name}
          onMeasure={setMeasure}
        />
      </main>
    </div>
  );
}
