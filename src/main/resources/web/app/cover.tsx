import type { ReactNode } from "react";
import React from "react";

/** In place of the page while there is nothing to show of it. */
export function Cover({ children }: { children: ReactNode }) {
  return (
    <main className="page-cover">
      <h1>Runnel</h1>
      {children}
    </main>
  );
}
