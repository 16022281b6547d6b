/*
 * A header with several lines,
 * a fake call: nothing.here();
 */

// another /* comment

/** documented */ const value = /* inline */ null;

/* before */ value /* between */ . /* dot */ property; // after
