import { useEffect, useState } from "react";
import { countdown } from "../client";

/** Whole seconds until a moment, counting down; 0 from then on, and when there is no such moment. */
export function useSecondsUntil(moment: number | undefined): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (moment === undefined) {
      setLeft(0);
      return;
    }
    const ended = new AbortController();
    countdown((moment - Date.now()) / 1000, setLeft, ended.signal);
    return () => ended.abort();
  }, [moment]);
  return left;
}
