;; saveloop: runs JavaScript and TypeScript programs; every save is the reload.
;; Eglot talks to one server for each mode: in these modes it is saveloop, in place of another one.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((js-mode js-ts-mode typescript-mode typescript-ts-mode tsx-ts-mode)
                 . ("saveloop" "lsp"))))

;; Where nothing else is set up for TypeScript, and where the grammar of `typescript-ts-mode' is missing.
(add-to-list 'auto-mode-alist '("\\.[cm]?tsx?\\'" . js-mode) t)

(defun saveloop--execute (command)
  "Ask the server for COMMAND, about the current file."
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                   (list :command command
                         :arguments (vector (plist-get (eglot--TextDocumentIdentifier) :uri)))))

(defun saveloop--tell (command)
  "Like `saveloop--execute', but without waiting: COMMAND may lead to a question that a person reads first."
  (jsonrpc-async-request (eglot--current-server-or-lose) :workspace/executeCommand
                         (list :command command
                               :arguments (vector (plist-get (eglot--TextDocumentIdentifier) :uri)))
                         :success-fn #'ignore :timeout-fn #'ignore
                         :error-fn (lambda (failure) (message "saveloop: %s" (plist-get failure :message)))))

(defun saveloop-run ()
  "Run the current file, and again on every save."
  (interactive)
  (saveloop--tell "saveloop.run"))

(defun saveloop-stop ()
  "End the program of the current file."
  (interactive)
  (saveloop--execute "saveloop.stop"))

(defun saveloop-restart ()
  "Run the program of the current file from nothing."
  (interactive)
  (saveloop--tell "saveloop.restart"))

(defun saveloop-attach ()
  "Let debuggers into the program of the current file; the server says where."
  (interactive)
  (saveloop--execute "saveloop.attachDebugger"))

;; With dape: `M-x dape' starts a file, or attaches to one that runs.
(with-eval-after-load 'dape
  (dolist (request '((saveloop . "launch") (saveloop-attach . "attach")))
    (add-to-list 'dape-configs
                 `(,(car request)
                   modes (js-mode js-ts-mode typescript-mode typescript-ts-mode tsx-ts-mode)
                   command "saveloop" command-args ("dap")
                   :type "saveloop" :request ,(cdr request)
                   :cwd dape-cwd :program dape-buffer-default))))
