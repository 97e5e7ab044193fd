import React from "react";

/** Drawn on 16 by 16. */
const SHAPES = {
  copy: "M6 6h7v7H6zM3 10V3h7",
  done: "m3 8.5 3.5 3.5L13 4.5",
  again: "M13 8a5 5 0 1 1-1.5-3.5M13 2v3.5H9.5",
  goOn: "M3 8h9M8.5 4 12.5 8l-4 4",
  edit: "m3 13 .5-3L10.5 3 13 5.5 6 12.5z",
  earlier: "M10 3 5 8l5 5",
  later: "m6 3 5 5-5 5",
  steer: "M3 13V9a4 4 0 0 1 4-4h6M10 2l3 3-3 3",
  bin: "M3 4.5h10M6 4.5V3h4v1.5M4.3 4.5l.6 8.5h6.2l.6-8.5M6.9 7v3.5M9.1 7v3.5",
  close: "m4 4 8 8m0-8-8 8",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h7",
  more: "M8 3v10M3 8h10",
  send: "M8 13V3.5M4 7.2l4-4 4 4",
  stop: "M5 5h6v6H5z",
};

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="runnel-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={SHAPES[name]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}

interface IconButtonProps {
  name: IconName;
  label: string;
  isDisabled?: boolean;
  className?: string;
  onClick(): void;
}

/** A button whose sign says to those who see it what its label says to all. */
export function IconButton({ name, label, isDisabled, className = "", onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`runnel-action ${className}`}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  );
}
