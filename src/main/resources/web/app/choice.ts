/** What this person chose here, as this browser keeps it; the first one until then. */
export function keptChoice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
  try {
    const found = localStorage.getItem(name);
    return choices.find((choice) => choice === found) ?? choices[0];
  } catch {
    return choices[0];
  }
}

export function keepChoice(name: string, choice: string): void {
  try {
    localStorage.setItem(name, choice);
  } catch {
    // Nothing can be kept in this browser.
  }
}
