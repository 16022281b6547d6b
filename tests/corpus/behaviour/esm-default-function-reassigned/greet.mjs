export default function greet() { return "hello"; }
export function shout() {
  greet = () => "HELLO";
}
