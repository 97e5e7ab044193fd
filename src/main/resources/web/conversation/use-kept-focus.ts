import type { RefObject, SyntheticEvent } from "react";
import { useCallback, useRef } from "react";
import { useDrawing } from "./use-drawing";

const SWITCHES = ".runnel-branches";
/** What happens later has nothing to do with it. */
const EFFECT_MS = 2000;

interface Pressed {
  at: number;
  /** Of a switch between versions: which one, and which of its buttons. */
  kind?: string;
  place: number;
  button: number;
}

/**
 * A button may go with the turn that it belongs to. Whoever goes from version to version has the same button of the
 * next one instead; others have the log, and not nothing. The result is to be told of clicks.
 */
export function useKeptFocus(box: RefObject<HTMLElement>): (event: SyntheticEvent) => void {
  const pressed = useRef<Pressed>();

  useDrawing(() => {
    const before = pressed.current;
    if (!before || (document.activeElement !== document.body && document.activeElement !== null)) return;
    pressed.current = undefined;
    if (performance.now() - before.at > EFFECT_MS) return;
    const groups = before.kind === undefined ? [] : switches(box.current, before.kind);
    const buttons = [...(groups[before.place]?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const next = buttons[before.button]?.disabled ? buttons.find((other) => !other.disabled) : buttons[before.button];
    (next ?? box.current)?.focus({ preventScroll: true });
  });

  return useCallback(
    (event) => {
      const button = (event.target as Element).closest("button");
      const group = button?.closest(SWITCHES);
      const kind = [...(group?.classList ?? [])].find((name) => name.startsWith("runnel-branches-"));
      pressed.current = {
        at: performance.now(),
        kind,
        place: group && kind ? switches(box.current, kind).indexOf(group) : -1,
        button: group && button ? [...group.querySelectorAll("button")].indexOf(button) : -1,
      };
    },
    [box],
  );
}

function switches(box: HTMLElement | null, kind: string): Element[] {
  return [...(box?.querySelectorAll(`.${kind}`) ?? [])];
}
