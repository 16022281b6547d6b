// TypeScript's legacy decorators: the last written is applied first.
export default function decorate(decorators, target, key, descriptor) {
  const isClass = key === undefined;
  const isField = descriptor === undefined;
  let result = isClass || isField ? target : descriptor ?? Object.getOwnPropertyDescriptor(target, key);
  if (!isClass && descriptor === null) result = Object.getOwnPropertyDescriptor(target, key);
  for (let i = decorators.length - 1; i >= 0; i--) {
    const decorator = decorators[i];
    if (!decorator) continue;
    if (isClass) result = decorator(result) || result;
    else if (isField) decorator(target, key);
    else result = decorator(target, key, result) || result;
  }
  if (!isClass && !isField && result) Object.defineProperty(target, key, result);
  return result;
}
