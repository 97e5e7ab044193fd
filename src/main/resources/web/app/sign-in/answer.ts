/**
 * What the issuer says in the page's address, if it says something; it is not there any longer then. Asked for once:
 * before the page looks which conversation its address names.
 */
export function takeAnswer(): URLSearchParams | undefined {
  const found = [location.hash, location.search]
    .map((part) => new URLSearchParams(part.slice(1)))
    .find((said) => said.has("state") && (said.has("code") || said.has("error")));
  if (found) history.replaceState(null, "", location.pathname);
  return found;
}
