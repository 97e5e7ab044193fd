import React, { useState } from "react";
import type { Measure } from "../conversation";
import { ConversationInterfaceStreaming } from "../conversation";
import { MeasureView } from "./measure-view";
import { SessionList } from "./session-list";
import { useSessions } from "./use-sessions";
import { visitor } from "./visitor";

const USER = visitor();

/** The page that greets a newcomer: conversations, and how fast their replies come. */
export function App() {
  const sessions = useSessions(USER);
  const [measure, setMeasure] = useState<Measure>();
  const choose = (id: string) => {
    sessions.choose(id);
    setMeasure(undefined);
  };
  return (
    <div className="page">
      <div className="page-side">
        <h1>Runnel</h1>
        <SessionList
          sessions={sessions.all}
          current={sessions.current.id}
          onChoose={choose}
          onNew={sessions.begin}
          onErase={sessions.erase}
        />
        <MeasureView measure={measure} />
      </div>
      <main className="page-main">
        <ConversationInterfaceStreaming
          key={sessions.current.id}
          userId={USER}
          sessionId={sessions.current.id}
          isNew={sessions.current.isNew}
          onAsk={sessions.name}
          onMeasure={setMeasure}
        />
      </main>
    </div>
  );
}
