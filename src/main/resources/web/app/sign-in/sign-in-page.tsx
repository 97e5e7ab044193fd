import React, { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Access } from "../access";
import { App } from "../app";
import { Cover } from "../cover";
import type { SignInSettings } from "../settings";
import { usePageLabels } from "../texts";
import type { SignInState } from "./sign-in";
import { SignIn } from "./sign-in";
import { textOf } from "./trouble";

/** The page for whoever is signed in, and the way to that for everybody else. */
export function SignInPage({ settings }: { settings: SignInSettings }) {
  const labels = usePageLabels();
  const [signIn] = useState(() => new SignIn(settings));
  const state = useSyncExternalStore(signIn.subscribe, () => signIn.state);
  useEffect(() => void signIn.start(), [signIn]);
  switch (state.step) {
    case "busy":
      return (
        <Cover>
          <p role="status">{labels.oneMoment}</p>
        </Cover>
      );
    case "out":
      return <SignedOut state={state} onSignIn={() => void signIn.begin()} />;
    case "in":
      return <SignedIn state={state} signIn={signIn} />;
  }
}

type StateIn<Step> = Extract<SignInState, { step: Step }>;

function SignedOut({ state: { trouble }, onSignIn }: { state: StateIn<"out">; onSignIn(): void }) {
  const labels = usePageLabels();
  return (
    <Cover>
      {trouble ? <p role="alert">{textOf(trouble, labels)}</p> : <p>{labels.signInFirst}</p>}
      <button type="button" autoFocus onClick={onSignIn}>
        {trouble ? labels.tryAgain : labels.signIn}
      </button>
    </Cover>
  );
}

function SignedIn({ state, signIn }: { state: StateIn<"in">; signIn: SignIn }) {
  const labels = usePageLabels();
  const { user, name, isOver, trouble } = state;
  const access = useMemo<Access>(() => ({ userId: user, token: signIn.token }), [user, signIn]);
  const account = (
    <div className="page-account">
      <span dir="auto">{name ?? user}</span>
      <button type="button" onClick={() => void signIn.end()}>
        {labels.signOut}
      </button>
    </div>
  );
  const notice = isOver && (
    <div className="page-over" role="alert">
      <p>{trouble ? textOf(trouble, labels) : labels.signInIsOver}</p>
      <button type="button" onClick={() => void signIn.begin()}>
        {labels.signInAgain}
      </button>
    </div>
  );
  return <App access={access} account={account} notice={notice} />;
}
