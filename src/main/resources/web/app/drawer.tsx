import type { MouseEvent, ReactNode } from "react";
import React, { useRef } from "react";
import { createPortal } from "react-dom";

interface DrawerProps {
  label: string;
  children(close: () => void): ReactNode;
}

/** Behind a button what a narrow window has no room for. The browser keeps the focus in it, and Escape closes it. */
export function Drawer({ label, children }: DrawerProps) {
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
        aria-label={label}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      />
      {createPortal(
        <dialog ref={dialog} className="page-drawer" aria-label={label} onClick={onClick}>
          <div className="page-side">
            <header className="page-brand">
              <h2>Runnel</h2>
              <button type="button" className="page-close" aria-label="Close the list" onClick={close} />
            </header>
            {children(close)}
          </div>
        </dialog>,
        document.body,
      )}
    </>
  );
}
