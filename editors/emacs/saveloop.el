;; saveloop: runs JavaScript and TypeScript programs; every save is the reload.
;; Eglot talks to one server for each mode: in these modes it is saveloop, in place of another one.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((js-mode js-ts-mode typescript-mode typescript-ts-mode tsx-ts-mode)
                 . ("saveloop" "lsp"))))
