import { useEffect, useLayoutEffect } from "react";

/** For what is to be done before anything is seen. On a server, where nothing is seen, React complains of such effects. */
export const useDrawing = typeof window === "undefined" ? useEffect : useLayoutEffect;
