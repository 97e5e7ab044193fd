import "./app.css";
import "./drawer.css";
import "./language.css";
import "./list.css";
import "./sign-in.css";
import type { ReactNode } from "react";
import React from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { Cover } from "./cover";
import { pageSettings } from "./settings";
import { SpeakingPage, usePageLabels, wantedTexts } from "./texts";
import { applyTheme } from "./use-theme";
import { visitor } from "./visitor";

const root = createRoot(document.getElementById("app")!);

async function start(): Promise<void> {
  const [first, shown] = await Promise.all([wantedTexts(), content()]);
  root.render(<SpeakingPage first={first}>{shown}</SpeakingPage>);
}

async function content(): Promise<ReactNode> {
  try {
    const { sign_in } = await pageSettings();
    if (!sign_in) return <App access={{ userId: visitor(), token: null }} />;
    const { SignInPage } = await import("./sign-in/sign-in-page");
    return <SignInPage settings={sign_in} />;
  } catch {
    return <NotLoaded />;
  }
}

function NotLoaded() {
  const labels = usePageLabels();
  return (
    <Cover>
      <p role="alert">{labels.notLoaded}</p>
      <button type="button" onClick={() => void start()}>
        {labels.tryAgain}
      </button>
    </Cover>
  );
}

applyTheme();
void start();
