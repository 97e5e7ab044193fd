import type { ReactNode } from "react";
import React, { useState } from "react";
import type { Measure } from "../conversation";
import { ConversationInterfaceStreaming } from "../conversation";
import { Mark } from "../conversation/mark";
import type { Access } from "./access";
import { Drawer } from "./drawer";
import { LanguageSwitch } from "./language-switch";
import { MeasureView } from "./measure-view";
import { SessionList } from "./session-list";
import { useSpeaking } from "./texts";
import { ThemeSwitch } from "./theme-switch";
import { useSessions } from "./use-sessions";
import { useTheme } from "./use-theme";
import { useIsWide, useVisibleHeight } from "./use-window";

interface AppProps {
  access: Access;
  /** Who is signed in, and the way out. */
  account?: ReactNode;
  /** Above all else, in a row of its own. */
  notice?: ReactNode;
}

/** The page that greets a newcomer: conversations, and how fast their replies come. */
export function App({ access, account, notice }: AppProps) {
  useVisibleHeight();
  const { page: labels, conversation } = useSpeaking().texts;
  const isWide = useIsWide();
  const sessions = useSessions(access);
  const [theme, setTheme] = useTheme();
  const [measure, setMeasure] = useState<Measure>();
  const { id, isNew, found } = sessions.current;
  const title = sessions.all.find((session) => session.id === id)?.title;

  const list = (done: () => void) => {
    const then = (action: () => void) => {
      action();
      setMeasure(undefined);
      done();
    };
    return (
      <>
        <SessionList
          access={access}
          sessions={sessions}
          onChoose={(chosen, found) => then(() => sessions.choose(chosen, found))}
          onNew={() => then(sessions.begin)}
        />
        <ThemeSwitch theme={theme} onChoose={setTheme} />
        <LanguageSwitch />
        {account}
      </>
    );
  };
  return (
    <div className="page">
      {notice}
      {isWide && (
        <header className="page-side">
          <h1 className="page-brand">
            <Mark />
            Runnel
          </h1>
          {list(() => {})}
        </header>
      )}
      <main className="page-main">
        {!isWide && <h1 className="page-hidden">Runnel</h1>}
        <ConversationInterfaceStreaming
          key={id}
          userId={access.userId}
          sessionToken={access.token}
          sessionId={id}
          isNew={isNew}
          found={found}
          theme={theme}
          title={title ?? labels.newConversation}
          starters={labels.starters}
          labels={conversation}
          headerStart={isWide ? undefined : <Drawer>{list}</Drawer>}
          headerEnd={<MeasureView measure={measure} />}
          onAsk={sessions.name}
          onMeasure={setMeasure}
        />
      </main>
    </div>
  );
}
