;; A save is a reload, in a real Emacs:  -*- lexical-binding: t -*-
;;   SAVELOOP_TRUST=FILE emacs --batch -l save.el DIRECTORY
;; The file of trust does not exist yet, `saveloop' is on the PATH, and HOME has the init.el that
;; `saveloop init emacs' prints.  Prints a line for each check; the exit
;; code is 1 when any failed.
(load (expand-file-name "~/.emacs.d/init.el") nil t)
(require 'eglot)
(require 'flymake)

(defvar spec-failures 0)
(defvar spec-patience 20.0 "Seconds; only a failure takes as long.")
(defvar spec-said nil "What was shown in the echo area, newest first.")

(defun spec-say (is-ok name &optional detail)
  (unless is-ok (setq spec-failures (1+ spec-failures)))
  (princ (format "%s %s%s\n" (if is-ok "ok  " "FAIL") name (if (or is-ok (not detail)) "" (format ": %S" detail))))
  is-ok)

(defun spec-finish ()
  (ignore-errors (eglot-shutdown-all))
  (spec-say t "the spec ends")
  (kill-emacs (if (zerop spec-failures) 0 1)))

;; What dape would be told, which no registry has that the tests reach.
(defvar dape-configs nil)
(let (load-file-name) (provide 'dape)) ; at once, and not when this file has been loaded
(let ((config (cdr (assq 'saveloop-attach dape-configs))))
  (spec-say (equal (list (plist-get config 'command) (plist-get config 'command-args) (plist-get config :request))
                   '("saveloop" ("dap") "attach"))
            "dape is told how to attach" dape-configs))

(defun spec-diagnostics ()
  "Line, kind and text of each diagnostic."
  (sort (mapcar (lambda (it)
                  (list (line-number-at-pos (flymake-diagnostic-beg it))
                        (flymake-diagnostic-type it)
                        (flymake-diagnostic-text it)))
                (flymake-diagnostics))
        (lambda (a b) (< (car a) (car b)))))

(defun spec-wait (name condition)
  (let ((end (+ (float-time) spec-patience)) met)
    (while (and (not (setq met (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or (spec-say met name (list (spec-diagnostics) spec-said)) (spec-finish))))

(defun spec-shows (line text)
  (lambda () (seq-some (lambda (it) (and (= (car it) line) (string-match-p (regexp-quote text) (nth 2 it))))
                       (spec-diagnostics))))

(defun spec-type (text)
  (erase-buffer)
  (insert text)
  (let ((inhibit-message t)) (save-buffer)))

(defvar spec-asked nil "What was asked, newest first.")
(defvar spec-answers nil "The beginnings of the answers, in order.")
(defun spec-answer (prompt choices)
  (push prompt spec-asked)
  (let* ((choices (mapcar (lambda (it) (if (consp it) (car it) it)) choices))
         (wanted (pop spec-answers)))
    (or (seq-find (lambda (it) (string-prefix-p wanted it)) choices)
        (progn (spec-say nil (format "%s is among the answers" wanted) choices) (spec-finish)))))

(advice-add 'message :before (lambda (&rest it) (when (car it) (push (apply #'format-message it) spec-said))))
(defun spec-was-said (text) (lambda () (seq-some (lambda (it) (string-match-p (regexp-quote text) it)) spec-said)))

(let* ((default-directory (file-name-as-directory (car command-line-args-left)))
       (file (expand-file-name "main.ts"))
       (good "const station = { readings: [3, 5, 4] };\n\nconsole.log('first', station.readings[0]);\n")
       (bad "const station = { readings: [3, 5, 4] };\n\nconsole.log('first', station.reading[0]);\n"))
  (setq command-line-args-left nil make-backup-files nil)
  (with-temp-file file (insert good))
  ;; Where no mode for TypeScript is set up.
  (find-file file)
  (spec-say (eq major-mode 'js-mode) "a .ts file has a mode that Eglot serves" major-mode)
  ;; As after a key: after a mouse's click Eglot would open a menu of windows.
  (setq last-nonmenu-event ?a)
  (cl-letf (((symbol-function 'completing-read) (lambda (prompt choices &rest _) (spec-answer prompt choices))))
    (apply #'eglot--connect (eglot--guess-contact))
    (flymake-mode 1)
    (flymake-start)
    (spec-wait "the server attaches" (lambda () (eglot-current-server)))
    (spec-say (null (spec-diagnostics)) "nothing runs before it is asked for" (spec-diagnostics))

    (setq spec-answers '("Trust folder and run"))
    (saveloop-run)
    (spec-say (null spec-asked) "nobody waits while the question is read" spec-asked)
    (spec-wait "trust is asked for" (lambda () (null spec-answers)))
    (spec-say (string-match-p "Run main.ts on save\\?" (car spec-asked)) "what will run is named" spec-asked)
    (spec-wait "what it prints stands at the call" (spec-shows 3 "first 3"))

    (dotimes (round 5)
      (spec-type bad)
      (spec-wait (format "round %d: the mistake is shown" round) (spec-shows 3 "TypeError"))
      (spec-type good)
      (spec-wait (format "round %d: repaired, it is gone" round)
                 (lambda () (and (funcall (spec-shows 3 "first 3")) (= 1 (length (spec-diagnostics)))))))

    (saveloop-attach)
    (spec-wait "an address is said" (spec-was-said "saveloop: debuggers can attach to main.ts at 127.0.0.1:"))
    (saveloop-restart)
    (spec-wait "it runs again" (spec-shows 3 "first 3"))
    (saveloop-stop)
    (spec-wait "it is stopped"
               (lambda () (equal "stopped" (plist-get (aref (plist-get (saveloop--execute "saveloop.status") :programs) 0)
                                                      :state))))
    (setq spec-answers '("Run main.ts on save"))
    (eglot-code-actions (point-min) (point-min) nil t)
    (spec-wait "the menu offers to run the file" (lambda () (null spec-answers)))
    (spec-wait "it runs once more" (spec-shows 3 "first 3"))
    (spec-finish)))
