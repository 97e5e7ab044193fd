import type { MouseEvent, ReactNode } from "react";
import React, { useRef } from "react";
import { createPortal } from "react-dom";
import { Icon } from "../conversation/icon";
import { Mark } from "../conversation/mark";
import { usePageLabels } from "./texts";

interface DrawerProps {
  children(close: () => void): ReactNode;
}

/** Behind a button what a narrow window has no room for. The browser keeps the focus in it, and Escape closes it. */
export function Drawer({ children }: DrawerProps) {
  const labels = usePageLabels();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  const onClick = (event: MouseEvent) => {
    // What is beside the drawer belongs to it as its backdrop.
    if (event.target === dialog.current) close();
  };
  return (
    <>
      <button
        type="button"
        className="page-menu"
        aria-label={labels.conversations}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="menu" />
      </button>
      {createPortal(
        <dialog ref={dialog} className="page-drawer" aria-label={labels.conversations} onClick={onClick}>
          <div className="page-side">
            <header className="page-brand">
              <Mark />
              <h2>Runnel</h2>
              <button type="button" className="page-close" aria-label={labels.closeList} onClick={close}>
                <Icon name="close" />
              </button>
            </header>
            {children(close)}
          </div>
        </dialog>,
        document.body,
      )}
    </>
  );
}
